package dev.understudy.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest; {@code development} when run from class files. */
final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Optional.ofNullable(
            VersionProvider.class.getPackage().getImplementationVersion())
        .orElse("development");
    return new String[] {"understudy " + version + " (Java " + Runtime.version() + ")"};
  }
}
