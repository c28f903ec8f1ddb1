@NullMarked
package dev.understudy.ablylocal.past;

import org.jspecify.annotations.NullMarked;
