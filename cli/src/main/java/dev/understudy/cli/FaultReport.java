package dev.understudy.cli;

import dev.understudy.cli.text.Fault;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line on standard error why a command did not run, or did not get through. */
final class FaultReport {
  static final String VERBOSE = "--verbose";

  int onParameters(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    Fault fault = Fault.usage(complaint(mistake), remedy(mistake, command));
    return report(fault, mistake, command, Arrays.asList(args).contains(VERBOSE));
  }

  int onExecution(Exception problem, CommandLine command, ParseResult parsed) {
    Fault fault = problem instanceof Fault known ? known : bug(problem);
    return report(fault, problem, command, parsed.originalArgs().contains(VERBOSE));
  }

  private static Fault bug(Exception problem) {
    return Fault.failure(
        "unexpected " + problem.getClass().getSimpleName() + ": " + problem.getMessage(),
        "run it again with --verbose to see where, and report it");
  }

  /** Of unknown options their names alone: picocli counts what was meant as their value as well. */
  private static String complaint(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      List<String> options = unmatched.getUnmatched().stream()
          .filter(word -> word.startsWith("-"))
          .map(word -> "'" + word + "'")
          .toList();
      if (!options.isEmpty()) {
        return "unknown option%s: %s"
            .formatted(options.size() == 1 ? "" : "s", String.join(", ", options));
      }
      return "too many arguments: "
          + unmatched.getUnmatched().stream()
              .map(word -> "'" + word + "'")
              .collect(Collectors.joining(", "));
    }
    return lowerFirst(String.valueOf(mistake.getMessage()));
  }

  private static String remedy(ParameterException mistake, CommandLine command) {
    String help = "see '" + command.getCommandSpec().qualifiedName() + " --help'";
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      return suggestions.isEmpty() ? help : "did you mean " + suggestions.get(0) + "? Else " + help;
    }
    List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
    return commands.isEmpty() ? help : "try " + String.join(", ", commands) + ", or " + help;
  }

  private static String lowerFirst(String message) {
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static int report(Fault fault, Exception problem, CommandLine command, boolean verbose) {
    PrintWriter err = command.getErr();
    err.println(fault.line());
    if (verbose || System.getenv("UNDERSTUDY_DEBUG") != null) {
      problem.printStackTrace(err);
    }
    err.flush();
    return fault.exitStatus();
  }
}
