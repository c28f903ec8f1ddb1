@NullMarked
package dev.understudy.ablylocal.connection;

import org.jspecify.annotations.NullMarked;
