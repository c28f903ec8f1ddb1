/** The clock and the alarms that all else goes by, and a clock that stands still until it is moved. */
@Internal
@NullMarked
package dev.understudy.ablylocal.time;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
