package dev.understudy.cli;

import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import java.util.concurrent.Callable;

/**
 * One command of the {@code understudy} program, such as {@code understudy worker}.
 *
 * <p>Found through {@link java.util.ServiceLoader}, so that a module adds its commands without the
 * command line knowing the module. An implementation is public, has a public constructor without
 * parameters, and carries a picocli {@code @Command} with its name and description.
 */
@Internal
public interface Subcommand extends Callable<Integer> {

  /**
   * Runs the command until its work is done.
   *
   * @return the exit status: 0 if all went well, 1 if what was asked for did not come true
   * @throws Fault if it cannot be done, with the one line to say about it
   */
  @Override
  Integer call();
}
