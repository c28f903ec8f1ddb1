package dev.understudy.spring;

import dev.understudy.worker.UnderstudyPlugin;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Import;

/** Tells Spring Boot's health endpoint how the workers are, where there is one. */
@AutoConfiguration(after = UnderstudyAutoConfiguration.class)
@ConditionalOnBean(UnderstudyPlugin.class)
@ConditionalOnProperty(
    prefix = "management.health.understudy",
    name = "enabled",
    matchIfMissing = true)
@Import({HealthOfBootThree.class, HealthOfBootFour.class})
final class UnderstudyHealthAutoConfiguration {}
