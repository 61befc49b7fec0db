import type { MaterialView } from '@zhengtong/platform/support/cases/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Select } from 'antd'
import { Content } from '../../parts/content.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { filePath, useFile } from './use-file.ts'
import { words } from './words.ts'

/** One material as it was handed in, with its versions. */
export function Viewer(props: {
  caseId: string
  material: MaterialView
  versions: MaterialView[]
  onVersion: (id: string) => void
}) {
  const { caseId, material, versions, onVersion } = props
  const w = useWords(words)
  const format = useFormat()
  return (
    <figure className="sheet viewer">
      <figcaption>
        <b className="grow clip" title={material.name}>
          {material.name}
        </b>
        {versions.length > 1 ? (
          <Select
            size="small"
            aria-label={`${material.name} ${w.versions}`}
            value={material.id}
            options={versions.map(({ id, version }) => ({ value: id, label: w.version(version) }))}
            onChange={onVersion}
          />
        ) : (
          <span className="soft">{w.version(material.version)}</span>
        )}
      </figcaption>
      <FileView caseId={caseId} material={material} />
      <p className="soft viewer-note">
        {w.handed(format.instant(material.at))} · {format.size(material.size)} · {w.trust[material.trust]} ·{' '}
        {material.from && `${w.reused(material.from.caseNo, format.instant(material.from.at))} · `}
        <a href={address(filePath(caseId, material.id))} download={material.fileName}>
          {w.download}
        </a>
      </p>
    </figure>
  )
}

function FileView({ caseId, material }: { caseId: string; material: MaterialView }) {
  const w = useWords(words)
  const { file, url } = useFile(caseId, material.id)
  const name = `${material.name} ${material.fileName}`
  return (
    <Scroll className="viewer-file" label={name}>
      <Content of={file} rows={6}>
        {() => {
          if (!url) return null
          if (material.mediaType.startsWith('image/')) return <img src={url} alt={name} />
          if (material.mediaType === 'application/pdf') return <iframe src={url} title={name} />
          return <p className="pad">{w.cannotShow}</p>
        }}
      </Content>
    </Scroll>
  )
}
