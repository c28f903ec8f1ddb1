package dev.understudy.cli.task;

import dev.understudy.cli.text.JsonLine;
import dev.understudy.cli.text.Table;
import dev.understudy.session.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tasks at a moment.
 *
 * @param left how many more are open than were asked
 */
record TasksReport(Instant at, List<ToldTask> tasks, int left) {
  private static final String NOBODY = "-";

  TasksReport {
    tasks = List.copyOf(tasks);
  }

  /** For people: a table, and what it does not show. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (tasks.isEmpty()) {
      lines.add("no task is open");
    } else {
      lines.addAll(table().lines());
    }
    if (left > 0) {
      lines.add(
          "and %d more: narrow it by --type or --task-queue, or raise --limit".formatted(left));
    }
    return List.copyOf(lines);
  }

  private Table table() {
    Table table = new Table("TASK", "AGENTS", "WORKER", "STATE", "WHY", "QUESTIONS");
    tasks.forEach(told -> table.add(
        told.task().id(), agents(told), workers(told), told.state(), told.why(), questions(told)));
    return table;
  }

  private static String agents(ToldTask told) {
    return told.agents().stream()
        .map(one -> "%s in %s".formatted(one.agent(), one.session()))
        .collect(Collectors.joining(", "));
  }

  private static String workers(ToldTask told) {
    return told.agents().stream()
        .map(one -> one.worker().orElse(NOBODY))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String questions(ToldTask told) {
    return told.questions().stream()
        .map(one -> "%d \"%s\"".formatted(one.id(), one.text()))
        .collect(Collectors.joining(", "));
  }

  /** For programs. */
  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", at.toString());
    json.put("left", left);
    json.put("tasks", tasks.stream().map(TasksReport::json).toList());
    return JsonLine.of(json);
  }

  private static Map<String, Object> json(ToldTask told) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("task", told.task().id());
    json.put("type", told.task().type());
    json.put("taskQueue", told.task().taskQueue());
    json.put("since", told.task().since().toString());
    json.put("state", told.state());
    json.put("why", told.why());
    json.put("agents", told.agents().stream().map(TasksReport::json).toList());
    json.put("questions", told.questions().stream().map(TasksReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(KeptAgent agent) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("agent", agent.agent());
    json.put("session", agent.session());
    agent.worker().ifPresent(worker -> json.put("worker", worker));
    agent.shows().ifPresent(status -> json.put("shows", status.text()));
    return json;
  }

  private static Map<String, Object> json(Question question) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", question.id());
    json.put("text", question.text());
    json.put("approvers", question.approvers());
    json.put("deadline", Instant.ofEpochMilli(question.deadlineMillis()).toString());
    return json;
  }
}
