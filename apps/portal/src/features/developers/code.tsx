/** An example as it is typed or run. */
export function Code({ children, label }: { children: string; label: string }) {
  return (
    <figure aria-label={label}>
      <pre className="code">
        <code>{children.trimEnd()}</code>
      </pre>
    </figure>
  )
}
