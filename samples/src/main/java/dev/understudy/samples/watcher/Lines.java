package dev.understudy.samples.watcher;

import com.fasterxml.jackson.databind.ObjectMapper;

/** How reports are written. */
final class Lines {
  static final ObjectMapper JSON = new ObjectMapper();

  private Lines() {}
}
