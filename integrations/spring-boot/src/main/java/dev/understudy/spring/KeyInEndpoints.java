package dev.understudy.spring;

import java.util.Locale;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the actuator's endpoints withhold the key to Ably, also where they are told to show values. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SanitizingFunction.class)
final class KeyInEndpoints {
  /** As a property, and as a variable of the environment. */
  private static final String KEY = "understudyablykey";

  @Bean
  SanitizingFunction understudySanitizingFunction() {
    return data -> isKey(data.getKey()) ? data.withSanitizedValue() : data;
  }

  private static boolean isKey(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").equals(KEY);
  }
}
