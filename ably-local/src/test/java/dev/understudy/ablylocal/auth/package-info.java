@NullMarked
package dev.understudy.ablylocal.auth;

import org.jspecify.annotations.NullMarked;
