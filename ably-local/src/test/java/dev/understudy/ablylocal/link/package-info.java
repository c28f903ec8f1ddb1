@NullMarked
package dev.understudy.ablylocal.link;

import org.jspecify.annotations.NullMarked;
