import { LinkButton } from '@zhengtong/ui/components/button.tsx'
import { SideBlock } from '@zhengtong/ui/components/surfaces.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { verifyWords } from './words.ts'

export function VerifyAside({ result }: { result: boolean }) {
  const t = useWords(verifyWords)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href)
    setCopied(true)
  }
  return (
    <>
      <SideBlock title={t.mismatch}>
        <p>{t.mismatchText}</p>
      </SideBlock>
      <SideBlock title={t.self}>
        <p>{t.selfText}</p>
      </SideBlock>
      {result ? (
        <SideBlock title={t.save}>
          <ul className="links">
            <li>
              <LinkButton onClick={() => window.print()}>{t.print}</LinkButton>
            </li>
            {window.isSecureContext ? (
              <li>
                <LinkButton onClick={() => void copy()}>{t.copy}</LinkButton>{' '}
                <span role="status">{copied ? t.copied : ''}</span>
              </li>
            ) : null}
          </ul>
        </SideBlock>
      ) : null}
    </>
  )
}
