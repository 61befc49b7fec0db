import { Refusal } from '#kernel/errors.ts'
import type { Node } from './ast.ts'
import { declaredNameAt, NameSet } from './names.ts'
import { Scanner } from './scanner.ts'

/** What the text may refer to beyond single words: known variables, members of contexts, and named types. */
export type KnownNames = { names: NameSet; members: NameSet; types: NameSet; inFilter?: boolean | undefined }

// Deep enough for any rule a person writes, shallow enough for the host's stack.
const MAX_DEPTH = 120
// Backtracking reads some text twice; nested, that would double at each level without this bound.
const MAX_WORK = 100_000
const MAX_LINKS = 2000

/** The readers of whole expressions, which the parts of the grammar need of one another. */
export type Readers = { expression: (state: ParserState) => Node; test: (state: ParserState) => Node }

/** Where a parse stands: the cursor, the names in scope and how deep it is. */
export class ParserState {
  readonly in: Scanner
  readonly members: NameSet
  readonly types: NameSet
  scope: NameSet
  /** Above zero inside a filter, where members of the items are variables too. */
  filterDepth: number
  /** Above zero while the upper end of a range is read, where `[` may close the range. */
  rangeEnd = 0
  depth = 0
  #work = 0
  #links = 0
  readonly #readers: Readers

  constructor(text: string, known: KnownNames, readers: Readers) {
    this.in = new Scanner(text)
    this.members = known.members
    this.types = known.types
    this.scope = known.names
    this.filterDepth = known.inFilter ? 1 : 0
    this.#readers = readers
  }

  expression(): Node {
    return this.nested(() => this.#readers.expression(this))
  }

  /** Reads one level deeper, within the bounds. */
  nested(read: () => Node): Node {
    if (++this.depth > MAX_DEPTH) throw this.in.error(`nested deeper than ${MAX_DEPTH} levels:`)
    if (++this.#work > MAX_WORK) throw this.in.error('too large an expression:')
    const node = read()
    this.depth--
    return node
  }

  /** Notes one more operator: `a + b + c` is a tree as deep as it is long. */
  link(node: Node): Node {
    if (++this.#links > MAX_LINKS) throw this.in.error(`more than ${MAX_LINKS} operators:`)
    return node
  }

  /** An expression, or a unary test such as `< 5` where the grammar allows one. */
  test(): Node {
    return this.#readers.test(this)
  }

  /** Tries a reading; when the text is otherwise, everything is as before and the answer is null. */
  attempt<T>(read: () => T): T | null {
    const [at, depth, scope, filterDepth] = [this.in.at, this.depth, this.scope, this.filterDepth]
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.in.at = at
      this.depth = depth
      this.scope = scope
      this.filterDepth = filterDepth
      return null
    }
  }

  /** Reads with more names in scope. */
  within<T>(names: readonly string[], read: () => T): T {
    const outer = this.scope
    this.scope = new NameSet(names, outer)
    const result = read()
    this.scope = outer
    return result
  }

  /** A name that is being declared, up to where `end` holds. */
  declaredName(end: (next: number) => boolean): string {
    const found = declaredNameAt(this.in.text, this.in.at, end)
    if (!found) throw this.in.error('expected a name')
    this.in.at = found[1]
    return found[0]
  }
}
