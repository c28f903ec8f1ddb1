package dev.understudy.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the program can do, on one screen: its commands in the order in which one meets them. */
final class Story {
  private static final Map<String, List<String>> CHAPTERS = new LinkedHashMap<>();

  static {
    CHAPTERS.put("Work", List.of("worker", "workers", "plan"));
    CHAPTERS.put(
        "Tasks", List.of("start", "tasks", "show", "pause", "resume", "cancel", "steer", "answer"));
    CHAPTERS.put("Sessions", List.of("who", "watch", "token"));
    CHAPTERS.put("This machine", List.of("doctor", "config", "generate-completion"));
  }

  /** For commands of other modules: demos, servers for development. */
  private static final String REST = "To try it";

  private static final String FOOTER = """

      Where: ABLY_KEY, and TEMPORAL_ADDRESS or TEMPORAL_CONFIG_FILE; 'understudy config' shows
      what counts, 'understudy doctor' whether it works. --json prints for programs.
      Exit status: 0 done, 1 not done, 2 the request is wrong, 130 stopped by Ctrl-C.
      """;

  private static final int NAME_WIDTH = 21;
  private static final int LINE_WIDTH = 96;

  private Story() {}

  /** The list of the subcommands of {@code program}, and what holds for all of them. */
  static String of(CommandSpec program) {
    Map<String, CommandLine> left = new LinkedHashMap<>(program.subcommands());
    left.values().removeIf(command -> command.getCommandSpec().usageMessage().hidden());
    StringBuilder story = new StringBuilder();
    CHAPTERS.forEach((heading, names) -> {
      List<String> lines = new ArrayList<>();
      for (String name : names) {
        CommandLine command = left.remove(name);
        if (command != null) {
          lines.add(line(name, command));
        }
      }
      add(story, heading, lines);
    });
    List<String> others = new ArrayList<>();
    new TreeMap<>(left).forEach((name, command) -> others.add(line(name, command)));
    add(story, REST, others);
    return story + FOOTER;
  }

  private static void add(StringBuilder story, String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      story.append(heading).append(":\n");
      lines.forEach(line -> story.append(line).append('\n'));
    }
  }

  private static String line(String name, CommandLine command) {
    String line = "  %s%s".formatted(padded(name), summary(command.getCommandSpec()));
    return line.length() <= LINE_WIDTH ? line : line.substring(0, LINE_WIDTH - 1) + "…";
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
  }

  /** The header, or else the first sentence of the description. */
  private static String summary(CommandSpec command) {
    String[] header = command.usageMessage().header();
    String[] description = command.usageMessage().description();
    if (header.length > 0) {
      return header[0];
    }
    return description.length == 0 ? "" : description[0].split("(?<=[.;:])\\s", 2)[0];
  }
}
