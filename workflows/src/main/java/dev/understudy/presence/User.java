package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * Somebody who is online in a session, on at least one device.
 *
 * @param clientId who
 * @param devices how many of the user's connections are there, from 1
 * @param role what the data of one of the devices says under {@code "role"}; said by the user, vouched
 *     for by nobody
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record User(String clientId, int devices, Optional<String> role) {
  public User {
    if (devices < 1) {
      throw new IllegalArgumentException(
          "a user is online on at least 1 device but was on " + devices);
    }
  }
}
