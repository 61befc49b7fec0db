import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { App, Button } from 'antd'
import { Link2 } from 'lucide-react'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

/** Filters live in the address, so a list can be shared as it is seen. */
export function CopyAddress() {
  const w = useWords(words)
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href)
    message.success(w.copied)
  }
  return (
    <Button type="link" icon={<Icon of={Link2} />} onClick={() => void copy()}>
      {w.copyAddress}
    </Button>
  )
}
