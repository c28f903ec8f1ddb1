@NullMarked
package dev.understudy.ablylocal.app;

import org.jspecify.annotations.NullMarked;
