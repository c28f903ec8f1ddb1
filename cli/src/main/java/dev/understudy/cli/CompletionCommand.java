package dev.understudy.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code understudy generate-completion}: lets a shell complete commands and options. */
@Command(
    name = "generate-completion",
    header = "Prints a script that lets bash or zsh complete commands.",
    description = "Use it so: source <(understudy generate-completion)",
    sortOptions = false)
final class CompletionCommand implements Subcommand {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    out.print('\n');
    out.flush();
    return 0;
  }
}
