package dev.understudy.spring;

import dev.understudy.presence.ably.AblyRefusedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot print why Ably does not let the workers in, instead of a stack. */
final class AblyRefusedAnalyzer extends AbstractFailureAnalyzer<AblyRefusedException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, AblyRefusedException cause) {
    return new FailureAnalysis(
        "The workers did not get into Ably: " + cause.getMessage(),
        "Check understudy.ably.key and what it permits, and understudy.ably.host, if there is one.",
        cause);
  }
}
