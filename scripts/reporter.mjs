// How npm test hears from node's test runner: nothing of what passes, all of what fails, and a last line for the totals.

export const totalsMark = '@totals '

/** What tests print themselves is shown only when something in that file fails. */
export default async function* report(source) {
  const spoken = new Map()
  const failed = new Set()
  const skipped = []
  let counts = { passed: 0, failed: 0, skipped: 0 }
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') {
      spoken.set(data.file, `${spoken.get(data.file) ?? ''}${data.message}`)
    }
    if (type === 'test:pass' && data.skip) skipped.push({ name: data.name, why: data.skip === true ? '' : data.skip })
    if (type === 'test:fail' && !isOnlyAbove(data)) {
      failed.add(data.file)
      yield `\n  ✗ ${data.name}\n    ${data.file}:${data.line}\n${indent(reasonOf(data.details.error))}\n`
    }
    if (type === 'test:summary' && !data.file) {
      const { counts: all } = data
      counts = { passed: all.passed, failed: all.failed + all.cancelled, skipped: all.skipped + all.todo }
    }
  }
  for (const file of failed) {
    if (spoken.has(file)) yield `\n  ${file} said:\n${indent(spoken.get(file).trimEnd())}\n`
  }
  yield `\n${totalsMark}${JSON.stringify({ counts, skipped })}\n`
}

/** A suite fails because a test in it fails, which is told already. */
function isOnlyAbove({ details }) {
  return details.error?.failureType === 'subtestsFailed'
}

function reasonOf(error) {
  const cause = error?.cause ?? error
  return String(cause?.stack ?? cause?.message ?? cause)
}

function indent(text) {
  return text.replaceAll(/^/gm, '    ')
}
