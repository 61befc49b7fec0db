/** The key that does the same as a button: for eyes; listeners have the list of all keys. */
export function KeyCap({ children }: { children: string }) {
  return (
    <span aria-hidden="true">
      <kbd>{children}</kbd>
    </span>
  )
}
