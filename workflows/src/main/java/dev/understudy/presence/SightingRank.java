package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;

/**
 * When somebody saw who is online in a session: orders the sightings of one attendance.
 *
 * @param tenure that has seen it
 * @param sequence counts what that tenure has seen, from 1
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
public record SightingRank(Tenure tenure, long sequence) implements Comparable<SightingRank> {
  @Override
  public int compareTo(SightingRank other) {
    int byTenure = tenure.compareTo(other.tenure);
    return byTenure == 0 ? Long.compare(sequence, other.sequence) : byTenure;
  }
}
