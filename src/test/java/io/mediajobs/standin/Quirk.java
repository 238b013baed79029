package io.mediajobs.standin;

/** Where the API's documents leave the service a choice: the other way to behave. */
public enum Quirk {
  /** Time bounds exclude the bound itself; otherwise they include it. */
  EXCLUSIVE_TIMES,
  /** The last page has an empty NextToken element; otherwise it has none. */
  EMPTY_LAST_TOKEN,
  /** Unknown ids come as one comma separated NonExistJobIds; otherwise as one element each. */
  NON_EXIST_COMMA_LIST,
  /** Every NextToken is refused; otherwise those that were not expired are taken. */
  TOKENS_REFUSED
}
