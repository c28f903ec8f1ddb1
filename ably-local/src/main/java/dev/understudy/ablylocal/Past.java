package dev.understudy.ablylocal;

/** Something that happened, part after part, and of which an {@link Archive} says how much is kept. */
interface Past {

  /** Lets go of its oldest part. */
  void forgetOldest();
}
