package dev.understudy.ablylocal.past;

/** Something that grows part by part, and of which an {@link Archive} says how much is kept. */
interface Archived {

  /** Lets go of its oldest part. */
  void forgetOldest();
}
