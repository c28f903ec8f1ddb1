@NullMarked
package dev.understudy.ablylocal.rest;

import org.jspecify.annotations.NullMarked;
