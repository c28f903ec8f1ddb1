package dev.understudy.testing;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputFold;
import dev.understudy.output.OutputMessage;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Publication;
import dev.understudy.presence.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The agents of a room, and what those see who watch it. Confined to the room's lock. */
final class Agents {
  private final List<String> story;
  private final Map<String, AgentLog> logs = new LinkedHashMap<>();

  /** What readers see of what is streamed. */
  private final OutputFold streamed = new OutputFold();

  private final List<Publication> publications = new ArrayList<>();

  /** Ably drops one that it has seen. */
  private final Set<String> ids = new HashSet<>();

  /** The generation that said its end last, of each attendance. */
  private final Map<String, Long> ends = new HashMap<>();

  /** Tells {@code story} what happens, a line for each event. */
  Agents(List<String> story) {
    this.story = story;
  }

  /** The log of an agent, which may never have come. */
  AgentLog log(String agent) {
    return logs.getOrDefault(agent, new AgentLog());
  }

  private AgentLog log(AttendanceSpec spec) {
    return logs.computeIfAbsent(spec.agent().value(), newcomer -> new AgentLog());
  }

  boolean has(String name) {
    return logs.containsKey(name);
  }

  List<PresentAgent> present() {
    return logs.values().stream().flatMap(log -> log.present().stream()).toList();
  }

  List<Stay> stays() {
    return logs.values().stream().flatMap(log -> log.stays().stream()).toList();
  }

  List<Publication> publications() {
    return List.copyOf(publications);
  }

  void enter(PresentAgent agent, Instant now) {
    AgentLog log = log(agent.spec());
    log.present() // of a task that is over without having said so
        .filter(other -> !other.isOf(agent.spec().task()))
        .ifPresent(other -> leave(other.spec(), LeaveReason.TERMINATED, now));
    if (log.enters(agent, now)) {
      Optional<Status> first = Optional.ofNullable(agent.spec().first()).filter(log::shows);
      story.add(agent.spec().agent()
          + " enters"
          + first.map(status -> " showing " + AgentLog.line(status)).orElse(""));
    }
    log.isDecided();
  }

  /** Its task has said its end already: an attempt may begin when all is over. */
  boolean isOver(AttendanceSpec spec) {
    return spec.generation() <= ends.getOrDefault(spec.key(), Long.MIN_VALUE);
  }

  /** It does not come, or not yet. */
  void staysAway(AttendanceSpec spec) {
    log(spec).isDecided();
  }

  void show(AttendanceSpec spec, Status status) {
    AgentLog log = log(spec);
    log.tell(true, () -> {
      if (log.shows(status)) {
        story.add(spec.agent() + " shows " + AgentLog.line(status));
      }
    });
  }

  /** A part of a step's text. */
  void write(AttendanceSpec spec, OutputEvent.Part part) {
    var unused = streamed.take(spec.agent().value(), spec.message(part));
  }

  /** The end of a step's text. */
  void written(AttendanceSpec spec, OutputEvent.StepEnd end, String text) {
    var unused = streamed.take(spec.agent().value(), spec.message(end));
    if (!text.isEmpty()) {
      String failed = end.outcome() == OutputEvent.Outcome.FAILED ? " (failed)" : "";
      log(spec)
          .tell(false, () -> story.add("%s writes %s%s".formatted(spec.agent(), text, failed)));
    }
  }

  String text(String agent) {
    return streamed.outputs().stream()
        .filter(output -> output.agent().equals(agent))
        .map(TaskOutput::text)
        .collect(Collectors.joining());
  }

  void publish(AttendanceSpec spec, Publication publication, Instant now) {
    publications.add(publication);
    if (ids.add(publication.id())) {
      OutputMessage.parse(publication.name(), publication.data(), publication.headers())
          .ifPresent(message -> take(spec, message.event(), now));
    }
  }

  private void take(AttendanceSpec spec, OutputEvent event, Instant now) {
    AgentLog log = log(spec);
    if (event instanceof OutputEvent.Said said) {
      log.tell(false, () -> {
        log.says(new Said(said.name(), said.data()));
        story.add("%s says %s %s".formatted(spec.agent(), said.name(), said.data()));
      });
    } else if (event instanceof OutputEvent.TaskEnd end) {
      log.isOver();
      ends.merge(spec.key(), spec.generation(), Math::max);
      log.present()
          .filter(agent -> agent.isOf(spec.task()))
          .ifPresent(agent -> leave(spec, end.reason(), now));
    }
  }

  void leave(AttendanceSpec spec, LeaveReason reason, Instant now) {
    log(spec).leaves(reason, now);
    story.add("%s leaves as %s".formatted(spec.agent(), reason.name().toLowerCase(Locale.ROOT)));
  }
}
