@NullMarked
package dev.understudy.ablylocal.wire;

import org.jspecify.annotations.NullMarked;
