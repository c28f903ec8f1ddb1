package dev.understudy.ablylocal;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.Format;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.Message;
import io.ably.lib.types.Param;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Sends a server what no client sends, over sockets, and looks whether it stays what it is: it
 * answers by Ably's errors or ends that connection, a bystander of the same app is served all the
 * time, another app's words are never told, and the heap is what it was when all is over. The same
 * seed makes the same inputs.
 *
 * <p>Run for longer by {@code scripts/fuzz INPUTS SEED}.
 */
final class Fuzz implements AutoCloseable {
  private static final String KEY = "app.key:secret";
  private static final String OTHER_KEY = "another.key:secret";
  private static final String SECRET = "another-app's-words";
  private static final int BURST = 20;
  private static final int FLOOD = 1_000;
  private static final int ROUND = 10_000;

  /** After it nothing is kept of what happened, but in the namespace that is kept longer. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(5);

  private static final Duration ALL_FORGOTTEN = Duration.ofHours(25);

  /** The growth of the heap that is still taken for none, in bytes. */
  private static final long NOISE = 16L << 20;

  private final Random random;
  private final FuzzFrames frames;
  private final FuzzRequests requests;
  private final AblyLocal server = AblyLocal.builder()
      .key(KEY)
      .addKey(OTHER_KEY, "{\"*\":[\"*\"]}")
      .limits(Limits.STANDARD.withoutRates())
      .manualClock()
      .start();
  private final Map<String, Integer> tally = new TreeMap<>();
  private int sent;

  Fuzz(long seed) {
    this.random = new Random(seed);
    this.frames = new FuzzFrames(random);
    this.requests = new FuzzRequests(frames, KEY);
  }

  /** Prints what became of so many inputs, 100,000 from the seed 1 unless told otherwise. */
  public static void main(String[] args) throws Exception {
    int inputs = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    try (Fuzz fuzz = new Fuzz(seed)) {
      System.out.printf("seed %d: %s%n", seed, fuzz.run(inputs));
    }
    System.exit(0); // ably-java leaves threads behind.
  }

  /**
   * Sends so many inputs; gives what became of them.
   *
   * @throws AssertionError if the server does what it must not
   */
  String run(int inputs) throws Exception {
    try (JavaClient bystander = open(KEY);
        JavaClient other = open(OTHER_KEY)) {
      other.enter("room", "spy", SECRET);
      other.publish("room", new Message("n", SECRET));
      bystander.enter("bystanders", "witness", "here");
      List<Message> heard = bystander.messagesOn(bystander.channel("bystanders"));
      round(Math.min(inputs, ROUND), bystander, heard); // Loads classes and code, which stay.
      long before = heap();
      while (sent < inputs) {
        round(Math.min(inputs, sent + ROUND), bystander, heard);
      }
      long after = heap();
      if (after - before > NOISE) {
        throw new AssertionError("the heap grew from %,d to %,d bytes".formatted(before, after));
      }
      return "%,d inputs, heap %.1f MiB after the first %,d, %.1f MiB at the end, %s"
          .formatted(sent, before / 1048576.0, ROUND, after / 1048576.0, tally);
    }
  }

  /** A client that is pinged seldom, for the clock will run on for days. */
  private JavaClient open(String key) throws AblyException {
    ClientOptions options = JavaClient.options(server.port(), key);
    options.useBinaryProtocol = false;
    options.transportParams = new Param[] {new Param("heartbeatInterval", 1_800_000)};
    return JavaClient.open(options);
  }

  private void round(int until, JavaClient bystander, List<Message> heard) throws Exception {
    while (sent < until) {
      if (frames.chance(3)) {
        ask();
      } else {
        converse(frames.chance(2) ? Format.JSON : Format.MSGPACK);
      }
    }
    int number = heard.size();
    bystander.publish("bystanders", new Message("n", "still here " + sent));
    await().atMost(JavaClient.PATIENCE).until(() -> heard.size() == number + 1);
    server.clock().advance(FORGOTTEN);
    if (!bystander.members("bystanders").get(0).clientId.equals("witness")) {
      throw new AssertionError("the bystander's member is gone after input " + sent);
    }
  }

  /** Sends bursts of frames over a WebSocket until it ends. */
  private void converse(Format format) throws IOException {
    try (FuzzSocket socket = new FuzzSocket(server)) {
      String name = format.name().toLowerCase(Locale.ROOT);
      boolean open = socket.upgrade("/?format=" + name + "&key=" + KEY + requests.query())
          && isConnected(socket, format);
      sent++;
      for (int bursts = 0; open && bursts < 20; bursts++) {
        open = frames.chance(1000)
            ? flood(socket, format)
            : frames.chance(20) ? breakOff(socket) : burst(socket, format);
      }
    }
  }

  private boolean isConnected(FuzzSocket socket, Format format) throws IOException {
    Optional<byte[]> first = socket.read();
    first.ifPresent(told -> judge(told, format));
    return first
        .flatMap(format::decode)
        .filter(frame -> frame.path("action").asInt() == Action.CONNECTED.code())
        .isPresent();
  }

  private boolean burst(FuzzSocket socket, Format format) throws IOException {
    for (int frame = 0; frame < BURST; frame++) {
      send(socket, format == Format.JSON && frames.chance(2), frames.readable(format));
    }
    if (frames.chance(5)) {
      send(socket, frames.chance(2), frames.broken(format));
    }
    String marker = "marker-" + sent;
    socket.message(2, format.encode(WireClient.tree("{'action':0,'id':'%s'}".formatted(marker))));
    socket.flush();
    return heard(socket, format, marker);
  }

  private void send(FuzzSocket socket, boolean text, byte[] message) throws IOException {
    socket.message(text ? 1 : 2, message);
    sent++;
  }

  /** Whether the server is there still; reads all that it says. */
  private boolean heard(FuzzSocket socket, Format format, String marker) throws IOException {
    for (Optional<byte[]> told = socket.read(); told.isPresent(); told = socket.read()) {
      if (judge(told.get(), format).path("id").asText().equals(marker)) {
        return true;
      }
    }
    count("connections ended");
    return false;
  }

  /** Sends without end and reads nothing of what is answered, then is gone. */
  private boolean flood(FuzzSocket socket, Format format) throws IOException {
    try {
      for (int frame = 0; frame < FLOOD; frame++) {
        send(socket, false, frames.readable(format));
      }
      socket.flush();
      count("floods");
    } catch (SocketException e) {
      count("floods that were cut off");
    }
    return false;
  }

  /** Ends with a frame that breaks WebSocket's own rules, or the half of one. */
  private boolean breakOff(FuzzSocket socket) throws IOException {
    byte[] head = switch (random.nextInt(4)) {
      case 0 -> new byte[] {(byte) 0x82, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
      case 1 -> new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0, -1, -1, -1, 0, 0, 0, 0};
      case 2 -> new byte[] {(byte) 0x8f, (byte) 0x80, 0, 0, 0, 0};
      default -> frames.noise(20);
    };
    socket.write(head);
    socket.flush();
    sent++;
    count("broken off");
    return false;
  }

  /** Sends requests over one socket until it ends. */
  private void ask() throws IOException {
    try (FuzzSocket socket = new FuzzSocket(server)) {
      for (int number = 0; number < BURST; number++) {
        byte[] request = requests.next();
        boolean damaged = frames.chance(30);
        socket.write(damaged ? frames.damage(request) : request);
        socket.flush();
        sent++;
        if (damaged) {
          return; // It may be half a request, to which there is no answer.
        }
        Optional<String> answer = socket.answer(request[0] != 'H');
        if (answer.isEmpty()) {
          count("HTTP connections ended");
          return;
        }
        int code = code(answer.get());
        judge("HTTP " + code, code, answer.get());
      }
    }
  }

  /** Ably's code of an answer; HTTP's if it has none. */
  private static int code(String answer) {
    int status = Integer.parseInt(answer.substring(9, 12));
    int at = answer.toLowerCase(Locale.ROOT).indexOf("x-ably-errorcode: ");
    return at < 0 ? status : Integer.parseInt(answer.substring(at + 18, answer.indexOf('\r', at)));
  }

  private ObjectNode judge(byte[] told, Format format) {
    ObjectNode frame = format
        .decode(told)
        .orElseThrow(() -> new AssertionError("told what cannot be read after input " + sent));
    int code = frame.path("error").path("code").asInt();
    Action action = Action.of(frame.path("action").asInt()).orElseThrow();
    judge(action + (code == 0 ? "" : " " + code), code, new String(told, StandardCharsets.UTF_8));
    return frame;
  }

  private void judge(String kind, int code, String text) {
    count(kind);
    if ((code < 1000 ? code / 100 : code / 10_000) == 5) {
      throw new AssertionError("the server failed before input %d: %s".formatted(sent, text));
    }
    if (text.contains(SECRET)) {
      throw new AssertionError("told of another app before input %d: %s".formatted(sent, text));
    }
  }

  private void count(String what) {
    tally.merge(what, 1, Integer::sum);
  }

  /** What is in use when all that was to be forgotten is. */
  private long heap() {
    server.clock().advance(ALL_FORGOTTEN);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public void close() {
    server.close();
  }
}
