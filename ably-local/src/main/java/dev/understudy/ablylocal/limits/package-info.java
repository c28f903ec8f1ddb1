/**
 * How much a server permits. Users choose {@link dev.understudy.ablylocal.limits.Limits}; counting against them and the
 * errors of who exceeds them are not API.
 */
@NullMarked
package dev.understudy.ablylocal.limits;

import org.jspecify.annotations.NullMarked;
