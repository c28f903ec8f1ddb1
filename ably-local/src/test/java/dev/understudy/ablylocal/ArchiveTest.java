package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration KEPT = Duration.ofMinutes(2);

  private final History one = new History();
  private final History other = new History();

  @Test
  void keepsWhatIsExactlyOldEnoughAndNothingOlder() {
    Archive archive = new Archive(KEPT, 1_000_000);
    add(archive, one, NOON);

    archive.forget(NOON.plus(KEPT));
    assertThat(one.isEmpty()).isFalse();

    archive.forget(NOON.plus(KEPT).plusMillis(1));
    assertThat(one.isEmpty()).isTrue();
  }

  @Test
  void makesRoomByTheOldestWhosesoeverItIs() {
    Archive archive = new Archive(KEPT, 2 * bytesOfOne());
    add(archive, one, NOON);
    add(archive, other, NOON);

    add(archive, other, NOON);

    assertThat(one.isEmpty()).isTrue();
    assertThat(other.isEmpty()).isFalse();
  }

  @Test
  void keepsNothingOfWhatIsTooLargeForIt() {
    Archive archive = new Archive(KEPT, bytesOfOne() - 1);

    add(archive, one, NOON);

    assertThat(one.isEmpty()).isTrue();
  }

  @Test
  void countsNothingOfWhatWasBeforeItWasCleared() {
    Archive archive = new Archive(KEPT, 2 * bytesOfOne());
    add(archive, one, NOON);
    add(archive, one, NOON);

    archive.clear();
    add(archive, other, NOON);
    archive.forget(NOON.plus(KEPT));

    assertThat(other.isEmpty()).isFalse();
  }

  private static void add(Archive archive, History history, Instant at) {
    archive.add(
        history, history.append("serial", at, WireClient.tree("{'data':'x'}")).bytes(), at);
  }

  private static long bytesOfOne() {
    return new History().append("serial", NOON, WireClient.tree("{'data':'x'}")).bytes();
  }
}
