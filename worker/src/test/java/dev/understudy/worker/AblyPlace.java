package dev.understudy.worker;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputMessage;
import dev.understudy.presence.AgentPresence;
import dev.understudy.roster.Participant;
import dev.understudy.roster.RosterListener;
import dev.understudy.roster.SessionRoster;
import dev.understudy.server.TemporalForTests;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.Message;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A worker's, over real sockets: each device is a client of Ably's, and another one watches. */
final class AblyPlace implements SessionPlace {
  private static final String ROOM = "room:42";

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final Map<String, AblyRealtime> devices = new LinkedHashMap<>();
  private final List<String> stays = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final AblyRealtime watcher = client("watcher");
  private final SessionRoster roster = SessionRoster.of(watcher, ROOM);
  private final UnderstudyWorker worker = WorkerForTests.start(
      temporal, ably, on -> on.registerWorkflowImplementationTypes(Visit.VisitImpl.class));

  AblyPlace() {
    roster.listen(new RosterListener() {
      @Override
      public void entered(Participant who) {
        if (who instanceof Participant.Agent) {
          stays.add("enters");
        }
      }

      @Override
      public void left(Participant who) {
        if (who instanceof Participant.Agent agent) {
          stays.add("leaves as " + reason(agent.presence()));
        }
      }
    });
    try {
      watcher.channels.get(ROOM).subscribe(this::hear);
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String reason(AgentPresence last) {
    return String.valueOf(last.reason()).toLowerCase(Locale.ROOT);
  }

  private void hear(Message message) {
    if (message.extras != null && message.extras.asJsonObject().has("headers")) {
      Map<String, Object> headers =
          message.extras.asJsonObject().getAsJsonObject("headers").entrySet().stream()
              .collect(Collectors.toMap(
                  Map.Entry::getKey,
                  header -> header.getValue().getAsJsonPrimitive().isNumber()
                      ? header.getValue().getAsLong()
                      : header.getValue().getAsString()));
      OutputMessage.parse(message.name, message.data, headers)
          .map(OutputMessage::event)
          .filter(OutputEvent.Said.class::isInstance)
          .ifPresent(published -> said.add(message.name + " " + message.data));
    }
  }

  private AblyRealtime client(String clientId) {
    try {
      ClientOptions options = ably.clientOptions();
      options.clientId = clientId;
      return new AblyRealtime(options);
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  @Override
  public String taskQueue() {
    return WorkerForTests.QUEUE;
  }

  @Override
  public void enters(String user, String device) {
    AblyRealtime client = client(user);
    devices.put(user + device, client);
    try {
      client.channels.get(ROOM).presence.enter(null, null);
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void leaves(String user, String device) {
    AblyRealtime client = Objects.requireNonNull(devices.remove(user + device));
    try {
      client.channels.get(ROOM).presence.leave(null, null);
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
    client.close();
  }

  @Override
  public void losesView() {
    ably.faults().unreachable();
    ably.faults().everyone().drop(TransportEnd.FIN);
  }

  @Override
  public void seesAgain() {
    ably.faults().lift();
  }

  @Override
  public List<String> stays() {
    return List.copyOf(stays);
  }

  @Override
  public String shown() {
    return roster.now().agents().stream()
        .map(Participant.Agent::presence)
        .map(shown -> "%s (%s)"
            .formatted(shown.status(), String.valueOf(shown.state()).toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse("");
  }

  @Override
  public List<String> said() {
    return List.copyOf(said);
  }

  @Override
  public void close() {
    roster.close();
    devices.values().forEach(AblyRealtime::close);
    watcher.close();
    worker.close();
    temporal.close();
    ably.close();
  }
}
