/** What any command says and how: lines, tables, JSON, and a fault with what helps. */
@NullMarked
package dev.understudy.cli.text;

import org.jspecify.annotations.NullMarked;
