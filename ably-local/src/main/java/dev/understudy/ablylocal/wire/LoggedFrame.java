package dev.understudy.ablylocal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A protocol message that a connection sent or was sent.
 *
 * @param channel the empty string if it is about none
 * @param at the server's time
 * @param json all of it as the server read or wrote it, in whatever format it travelled, as it would be in JSON:
 *     binary data is Base64, and its encoding says so; keys and tokens are replaced by {@code ***}
 */
public record LoggedFrame(
    String connectionId,
    Direction direction,
    Action action,
    String channel,
    Instant at,
    JsonNode json) {}
