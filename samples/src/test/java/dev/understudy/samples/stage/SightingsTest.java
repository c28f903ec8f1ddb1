package dev.understudy.samples.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import org.junit.jupiter.api.Test;

final class SightingsTest {
  private final Sightings sightings = new Sightings("writer");
  private final Kill kill = new Kill(200, "worker-a", "a", AgentData.of(tenure(1)));

  @Test
  void holdsTheMemberOfTheHighestTenureForTheRuler() {
    see(100, Action.enter, "a", 2);
    see(110, Action.enter, "b", 1);

    assertThat(sightings.ruler()).map(Event::connectionId).hasValue("a");
  }

  @Test
  void takesTheNextTenureOnAnotherConnectionForTheTakeover() {
    see(100, Action.enter, "a", 1);
    see(210, Action.update, "a", 1);
    see(300, Action.enter, "b", 2);

    assertThat(sightings.takeoverAfter(kill)).map(Event::atMillis).hasValue(300L);
  }

  @Test
  void tellsTheGhostFromOthersThatLeave() {
    see(100, Action.enter, "a", 1);
    see(300, Action.enter, "b", 2);
    see(400, Action.leave, "b", 2);
    assertThat(sightings.ghostLeaveAfter(kill)).isEmpty();
    see(500, Action.leave, "a", 1);

    assertThat(sightings.ghostLeaveAfter(kill)).map(Event::atMillis).hasValue(500L);
    assertThat(sightings.isGone()).isTrue();
  }

  @Test
  void ignoresOtherClients() {
    sightings.add(new Event(1, Action.enter, "reader", "c", tenure(1)));

    assertThat(sightings.isGone()).isTrue();
  }

  private void see(long atMillis, Action action, String connectionId, int attempt) {
    sightings.add(new Event(atMillis, action, "writer", connectionId, tenure(attempt)));
  }

  private static ObjectNode tenure(int attempt) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putArray("tenure").add(1).add(attempt);
    return data;
  }
}
