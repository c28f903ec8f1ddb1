@NullMarked
package dev.understudy.ablylocal.filter;

import org.jspecify.annotations.NullMarked;
