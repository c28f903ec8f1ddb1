package dev.understudy.bench;

import dev.understudy.bench.handoff.SpeechKills;

/**
 * Whether each message that a task publishes is heard once, though its worker is killed in the middle: 60
 * messages in a row, and {@code kill -9} of the process that runs the task when one of them is heard, by a
 * plain subscriber. One operation is one such kill, with another worker alive.
 */
public final class PublishKills {
  private PublishKills() {}

  public static void main(String[] args) throws Exception {
    new SpeechKills().measure();
  }
}
