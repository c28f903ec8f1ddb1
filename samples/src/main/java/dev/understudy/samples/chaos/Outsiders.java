package dev.understudy.samples.chaos;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.samples.chaos.judge.Heard;
import dev.understudy.samples.chaos.judge.Said;
import dev.understudy.samples.chaos.judge.Streamed;
import dev.understudy.samples.drill.DrillWorkflow;
import dev.understudy.samples.watcher.AblyAnswer;
import dev.understudy.samples.watcher.Report;
import dev.understudy.samples.watcher.Watcher;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Who looks into the rooms and listens there, with Ably's own client, straight from its server. Owns the
 * connections. Thread-safe.
 */
final class Outsiders implements AutoCloseable {
  private static final String WHO = "a listener";

  /** The name of the messages that steps stream. */
  private static final String OUTPUT = "understudy.output";

  private final Supplier<ClientOptions> options;
  private final Object lock = new Object();
  private final List<Watcher> watchers = new ArrayList<>();
  private final List<AblyRealtime> listeners = new ArrayList<>();

  @GuardedBy("lock")
  private final List<Report> reports = new ArrayList<>();

  @GuardedBy("lock")
  private final List<Said> said = new ArrayList<>();

  /** Nobody yet. */
  Outsiders(Supplier<ClientOptions> options) {
    this.options = options;
  }

  /** Has one look into that room, and one listen there. */
  void enter(String room) {
    watchers.add(Watcher.on(room, options.get(), this::note));
    try {
      AblyRealtime ably = new AblyRealtime(options.get());
      listeners.add(ably);
      ably.channels.get(room).subscribe(this::note);
      AblyAnswer.connect(ably, WHO);
    } catch (AblyException refused) {
      throw AblyAnswer.refused(WHO, refused.errorInfo);
    }
  }

  private void note(Report report) {
    synchronized (lock) {
      reports.add(report);
    }
  }

  private void note(Message message) {
    long nowMillis = System.currentTimeMillis();
    if (DrillWorkflow.MESSAGE.equals(message.name)) {
      add(new Heard(nowMillis, message.clientId, Long.parseLong(String.valueOf(message.data))));
    } else if (OUTPUT.equals(message.name)) {
      String text = message.data == null ? "" : String.valueOf(message.data);
      add(new Streamed(nowMillis, message.clientId, headers(message), text));
    }
  }

  private static Map<String, String> headers(Message message) {
    Map<String, String> headers = new HashMap<>();
    message
        .extras
        .asJsonObject()
        .getAsJsonObject("headers")
        .asMap()
        .forEach((name, value) -> headers.put(name, value.getAsString()));
    return headers;
  }

  private void add(Said message) {
    synchronized (lock) {
      said.add(message);
    }
  }

  List<Report> reports() {
    synchronized (lock) {
      return List.copyOf(reports);
    }
  }

  List<Said> said() {
    synchronized (lock) {
      return List.copyOf(said);
    }
  }

  @Override
  public void close() {
    watchers.forEach(Watcher::close);
    listeners.forEach(AblyRealtime::close);
  }
}
