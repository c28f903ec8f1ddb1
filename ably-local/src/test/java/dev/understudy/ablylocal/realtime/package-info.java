@NullMarked
package dev.understudy.ablylocal.realtime;

import org.jspecify.annotations.NullMarked;
