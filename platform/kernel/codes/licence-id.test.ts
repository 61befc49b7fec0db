import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildLicenceId, parseLicenceId } from './licence-id.ts'
import { mod3736Check } from './mod-37-36.ts'

const LIVE = '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U'
const LIVE_SHORT_ISSUER = '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9'

test('licences in use verify by MOD 37,36 over type, issuer, serial and version', () => {
  assert.equal(mod3736Check('11100000000013338W01111430000006122244L20230000403001'), 'U')
  assert.deepEqual(parseLicenceId(LIVE), {
    ok: true,
    value: {
      id: LIVE,
      type: '11100000000013338W011',
      issuer: '11430000006122244L',
      serial: '20230000403',
      version: 1,
      findings: [],
    },
  })
})

test('an issuer that is not a credit code is accepted and flagged', () => {
  const read = parseLicenceId(LIVE_SHORT_ISSUER)
  assert.ok(read.ok)
  assert.deepEqual(
    read.value.findings.map((finding) => finding.rule),
    ['licence-id.issuer'],
  )
})

test('a wrong check refuses what we issued and flags what we import', () => {
  const wrong = `${LIVE.slice(0, -1)}V`
  assert.equal(parseLicenceId(wrong).ok, false)
  const imported = parseLicenceId(wrong, { imported: true })
  assert.ok(imported.ok)
  assert.equal(imported.value.findings[0]?.rule, 'licence-id.check')
})

test('what is built is read back, and a re-issue changes the version and the check', () => {
  const parts = { type: '11100000000013338W011', issuer: '11430000006122244L', serial: '20230000403', version: 1 }
  assert.equal(buildLicenceId(parts), LIVE)
  const reissued = parseLicenceId(buildLicenceId({ ...parts, version: 2 }))
  assert.ok(reissued.ok && reissued.value.version === 2)
})

test('an identifier is never built from parts of the wrong length or alphabet', () => {
  const parts = { type: '11100000000013338W011', issuer: '11430000006122244L', serial: '1', version: 1 }
  for (const wrong of [
    { type: '1' },
    { issuer: '340100' },
    { serial: 'a' },
    { serial: '' },
    { version: 0 },
    { version: 1000 },
  ]) {
    assert.throws(() => buildLicenceId({ ...parts, ...wrong }), RangeError)
  }
})

test('a text that is no identifier is refused by shape', () => {
  assert.equal(parseLicenceId('1.2.156.3005.2.X').ok, false)
  assert.equal(parseLicenceId(LIVE.replace('3005', '3006')).ok, false)
})
