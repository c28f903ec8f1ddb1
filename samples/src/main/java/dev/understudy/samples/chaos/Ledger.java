package dev.understudy.samples.chaos;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.samples.chaos.judge.Chore;
import dev.understudy.samples.chaos.judge.Chore.Item;
import dev.understudy.samples.chaos.judge.Deed;
import dev.understudy.samples.chaos.judge.Effect;
import dev.understudy.samples.chaos.judge.Effect.Attempt;
import dev.understudy.samples.drill.LedgerLine;
import dev.understudy.samples.drill.LedgerLine.ChoreEntry;
import dev.understudy.samples.drill.LedgerLine.Entry;
import dev.understudy.samples.drill.LedgerLine.StepEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An outside system that has effects: it keeps the highest token of each agent, and refuses lower ones, and it takes no
 * key twice. Nothing that happens to workers happens to it. Thread-safe; owns its threads.
 */
final class Ledger implements AutoCloseable {
  private final ServerSocket server;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<Deed> deeds = new ArrayList<>();

  @GuardedBy("lock")
  private final Map<String, Long> fence = new HashMap<>();

  @GuardedBy("lock")
  private final Set<String> keys = new HashSet<>();

  Ledger() {
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    inBackground(this::accept);
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "ledger");
    thread.setDaemon(true);
    thread.start();
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        inBackground(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setSoTimeout(10_000);
      BufferedReader lines = new BufferedReader(
          new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      if (line != null) {
        String answer = isKept(Entry.parse(line)) ? LedgerLine.KEPT : "refused";
        client.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException lost) {
      // Whoever asked died before it had the answer.
    }
  }

  private boolean isKept(Entry entry) {
    synchronized (lock) {
      Deed deed = entry instanceof ChoreEntry chore ? chore(chore) : effect((StepEntry) entry);
      deeds.add(deed);
      return deed.kept();
    }
  }

  @GuardedBy("lock")
  private Deed effect(StepEntry entry) {
    boolean kept = entry.token() >= fence.getOrDefault(entry.agent(), Long.MIN_VALUE);
    if (kept) {
      fence.put(entry.agent(), entry.token());
    }
    Attempt by = new Attempt(entry.agent(), entry.step(), entry.attempt());
    return new Effect(System.currentTimeMillis(), by, entry.token(), kept);
  }

  @GuardedBy("lock")
  private Deed chore(ChoreEntry entry) {
    boolean kept = keys.add(entry.key());
    Item what = new Item(entry.agent(), entry.turn(), entry.item());
    return new Chore(System.currentTimeMillis(), what, entry.done(), kept);
  }

  /** All that were asked for, in the order in which they came. */
  List<Deed> deeds() {
    synchronized (lock) {
      return List.copyOf(deeds);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
