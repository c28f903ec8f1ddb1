package dev.understudy.cli.config;

import dev.understudy.Internal;

/**
 * One value that counts.
 *
 * @param name the variable that sets it
 * @param value as it is shown: of a secret no more than what it is called
 * @param from where it comes from
 */
@Internal
public record Setting(String name, String value, String from) {
  static final String ENVIRONMENT = "environment";
  static final String DEFAULT = "default";
  static final String NOWHERE = "not set";
}
