package dev.understudy.samples;

import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.abandonment.AbandonmentCommand;
import dev.understudy.samples.batch.BatchCommand;
import dev.understudy.samples.crash.CrashCommand;
import dev.understudy.samples.deploy.DeployCommand;
import dev.understudy.samples.research.ResearchCommand;
import picocli.CommandLine.Command;

/** {@code understudy demo}: shows, on this machine alone, what the runtime promises. */
@Command(
    name = "demo",
    description = "Shows on this machine what Understudy promises; needs no account.",
    subcommands = {
      CrashCommand.class,
      DeployCommand.class,
      AbandonmentCommand.class,
      BatchCommand.class,
      ResearchCommand.class
    })
public final class DemoCommand implements Subcommand {

  @Override
  public Integer call() {
    throw Fault.usage(
        "no demo was named",
        "try 'understudy demo crash', 'understudy demo deploy', 'understudy demo abandonment',"
            + " 'understudy demo batch' or 'understudy demo research'");
  }
}
