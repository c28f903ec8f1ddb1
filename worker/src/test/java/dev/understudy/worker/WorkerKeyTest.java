package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.AblyLocalBuilder;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.beacon.Beacons;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rights of a worker's key, as docs/security.md has them: with all of them all works, and each is needed. */
class WorkerKeyTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final Path PAGE = Path.of("").toAbsolutePath().resolve("../docs/security.md");
  private static final Pattern CAPABILITY =
      Pattern.compile("```json worker\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a worker is good for. */
  private enum Good {
    ENTERS,
    SHOWS,
    SAYS,
    SEES,
    BEACON
  }

  /** What is lost with a right. A missing {@code subscribe} of workers is told by BeaconTest: nothing is lost here. */
  private static final Map<String, Set<Good>> LOST = Map.of(
      "presence in room:*", EnumSet.of(Good.ENTERS, Good.SHOWS, Good.SAYS, Good.SEES),
      "publish in room:*", EnumSet.of(Good.SHOWS, Good.SAYS),
      "subscribe in room:*", EnumSet.of(Good.SHOWS, Good.SEES),
      "presence in understudy:workers:*", EnumSet.of(Good.BEACON),
      "subscribe in understudy:workers:*", EnumSet.noneOf(Good.class));

  /** Shows something, looks for alice, and says something. */
  @WorkflowInterface
  public interface Errand {
    @WorkflowMethod
    List<String> run(long patienceMillis);

    @SignalMethod
    void end();
  }

  public static final class ErrandImpl implements Errand {
    private boolean isToEnd;

    @Override
    public List<String> run(long patienceMillis) {
      return AgentSession.attend(SessionSpec.on("room:42").as("writer"), session -> {
        List<String> good = new ArrayList<>();
        session.status("shown");
        if (session.awaitPeople(people -> people.has("alice"), Duration.ofMillis(patienceMillis))) {
          good.add(Good.SEES.name());
        }
        try {
          session.publish("said", "something");
          good.add(Good.SAYS.name());
        } catch (TemporalFailure refused) {
          Refusal.codeOf(refused).map(RefusalCode::code).ifPresent(good::add);
        }
        Workflow.await(() -> isToEnd);
        return good;
      });
    }

    @Override
    public void end() {
      isToEnd = true;
    }
  }

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final Map<String, List<String>> page;
  private final AblyLocal ably;
  private final AblyRealtime alice;

  /** What alice is told of the agent. */
  private final List<String> seen = new CopyOnWriteArrayList<>();

  WorkerKeyTest() throws IOException, AblyException {
    page = capability();
    AblyLocalBuilder builder = AblyLocal.builder().key("app1.alice:s");
    withoutEach().forEach((right, key) -> builder.addKey(keyOf(right), key));
    ably = builder.start();
    alice = new AblyRealtime(ably.clientOptions());
    Channel room = alice.channels.get("room:42");
    room.presence.subscribe(event -> seen.add(event.action + " " + event.data));
    room.subscribe(message -> seen.add("message " + message.name));
    room.presence.enterClient("alice", null);
    await().atMost(LIVELINESS).until(() -> seen.size() == 1);
  }

  @AfterEach
  void stop() {
    alice.close();
    temporal.close();
    ably.close();
  }

  private static Map<String, List<String>> capability() throws IOException {
    Matcher shown = CAPABILITY.matcher(Files.readString(PAGE));
    assertThat(shown.find()).isTrue();
    return JSON.readValue(shown.group(1), new TypeReference<Map<String, List<String>>>() {});
  }

  /** By the right that is taken away, all others; and all of them. */
  private Map<String, String> withoutEach() throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("nothing", JSON.writeValueAsString(page));
    for (Map.Entry<String, List<String>> place : page.entrySet()) {
      for (String right : place.getValue()) {
        Map<String, List<String>> others = new LinkedHashMap<>(page);
        others.put(
            place.getKey(),
            place.getValue().stream().filter(one -> !one.equals(right)).toList());
        keys.put(right + " in " + place.getKey(), JSON.writeValueAsString(others));
      }
    }
    return keys;
  }

  private static String keyOf(String right) {
    return "app1.%s:s".formatted(right.replaceAll("[^a-z]", ""));
  }

  @Test
  void areAllNeeded() throws Exception {
    assertThat(withoutEach().keySet()).containsAll(LOST.keySet()).hasSize(LOST.size() + 1);

    for (String right : withoutEach().keySet()) {
      Set<Good> good = EnumSet.allOf(Good.class);
      good.removeAll(LOST.getOrDefault(right, Set.of()));
      assertThat(with(right, good)).as("of a key without " + right).isEqualTo(good);
    }
  }

  /** What a worker is good for whose key lacks that, once it has shown all that is expected of it. */
  private Set<Good> with(String right, Set<Good> expected) throws Exception {
    seen.clear();
    String queue = right.replaceAll("[^a-z]", "-");
    WorkerSettings settings = new WorkerSettings(
            queue,
            new Holder("a", 100),
            AblySettings.local(keyOf(right), ably.host(), ably.port()),
            HandoffPolicy.DEFAULT)
        .withoutDrain();
    TaskTypes tasks = on -> on.registerWorkflowImplementationTypes(ErrandImpl.class);
    try (UnderstudyWorker worker =
        UnderstudyWorker.start(temporal.getWorkflowClient(), settings, List.of(tasks))) {
      assertThat(worker).isNotNull();
      WorkflowStub errand = start(queue, expected.contains(Good.SEES));
      await().atMost(LIVELINESS).until(() -> signs(queue).containsAll(visible(expected)));
      return good(errand, queue, expected);
    }
  }

  private WorkflowStub start(String queue, boolean isToSee) {
    Errand errand = temporal
        .getWorkflowClient()
        .newWorkflowStub(
            Errand.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(queue)
                .setWorkflowId(queue)
                .build());
    WorkflowClient.start(errand::run, (isToSee ? LIVELINESS : Duration.ofSeconds(1)).toMillis());
    return WorkflowStub.fromTyped(errand);
  }

  private static Set<Good> visible(Set<Good> expected) {
    Set<Good> visible = EnumSet.copyOf(expected);
    visible.remove(Good.SEES);
    return visible;
  }

  /** From outside. */
  private Set<Good> signs(String queue) {
    Set<Good> signs = EnumSet.noneOf(Good.class);
    if (seen.stream().anyMatch(event -> event.startsWith("enter"))) {
      signs.add(Good.ENTERS);
    }
    if (seen.stream().anyMatch(event -> event.contains("\"shown\""))) {
      signs.add(Good.SHOWS);
    }
    if (seen.contains("message said")) {
      signs.add(Good.SAYS);
    }
    if (!Beacons.seen(AblySettings.local(ably.key(), ably.host(), ably.port()), queue)
        .isEmpty()) {
      signs.add(Good.BEACON);
    }
    return signs;
  }

  private Set<Good> good(WorkflowStub errand, String queue, Set<Good> expected) {
    Set<Good> good = signs(queue);
    if (!expected.contains(Good.ENTERS)) {
      assertThatThrownBy(() -> errand.getResult(List.class))
          .satisfies(refused ->
              assertThat(Refusal.codeOf(refused)).contains(RefusalCode.ABLY_CAPABILITY_MISSING));
      return good;
    }
    errand.signal("end");
    List<?> told = errand.getResult(List.class);
    await().atMost(LIVELINESS).until(() -> seen.stream().anyMatch(one -> one.startsWith("leave")));
    assertThat(told.contains(Good.SAYS.name())).isEqualTo(expected.contains(Good.SAYS));
    assertThat(told.contains(RefusalCode.ABLY_CAPABILITY_MISSING.code()))
        .isEqualTo(!expected.contains(Good.SAYS));
    if (told.contains(Good.SEES.name())) {
      good.add(Good.SEES);
    }
    good.addAll(signs(queue));
    return good;
  }
}
