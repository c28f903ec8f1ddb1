@NullMarked
package dev.understudy.ablylocal.presence;

import org.jspecify.annotations.NullMarked;
