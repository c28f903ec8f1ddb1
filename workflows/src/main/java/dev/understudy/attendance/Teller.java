package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.util.Optional;

/**
 * Who tells a task what it sees.
 *
 * @param worker its name
 * @param handoff how the agent has come to it, if the task has not heard that yet, or if more of it is known now
 */
@Internal
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record Teller(String worker, Optional<Handoff> handoff) {}
