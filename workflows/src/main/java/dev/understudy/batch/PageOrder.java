package dev.understudy.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.util.Optional;

/**
 * What one activity of a batch is asked for: a page, or what is left of it.
 *
 * @param cursor where the page begins; empty for the first
 * @param notes on what earlier activities did of it
 * @param mayStillSetAside how many items of this page may be set aside before the batch fails
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record PageOrder(
    BatchSpec spec, Optional<String> cursor, PageNotes notes, long mayStillSetAside) {}
