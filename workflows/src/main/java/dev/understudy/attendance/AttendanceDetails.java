package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;

/**
 * What a tenure tells Temporal with every heartbeat, and so its successor.
 *
 * @param status the one it shows
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record AttendanceDetails(String worker, Tenure tenure, Status status) {}
