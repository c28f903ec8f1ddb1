package dev.understudy.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot print what is wrong with the configuration, instead of a stack. */
final class MisconfiguredAnalyzer extends AbstractFailureAnalyzer<MisconfiguredException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, MisconfiguredException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
  }
}
