import assert from 'node:assert/strict'
import { createSign, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { keyIdentifier, makeCertificate, newSerial } from './x509.ts'

test('every serial number is written by DER as it was drawn', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' })
  const name = { commonName: '演示' }
  for (let drawn = 0; drawn < 1_000; drawn++) {
    const [first] = newSerial()
    assert.ok(first! > 0 && first! < 0x80)
  }
  const serial = newSerial()
  const certificate = await makeCertificate(
    {
      ...{ serial, subject: name, issuer: name, subjectKey, issuerKeyId: keyIdentifier(subjectKey), authority: false },
      validFrom: new Date('2026-01-01'),
      validTo: new Date('2027-01-01'),
    },
    async (bytes) => createSign('RSA-SHA256').update(bytes).sign(privateKey),
  )
  assert.equal(new X509Certificate(certificate).serialNumber, serial.toString('hex').toUpperCase())
})
