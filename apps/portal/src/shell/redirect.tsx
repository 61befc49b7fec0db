import { type NavigateOptions, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Goes elsewhere once. (The router's own Navigate goes again with each drawing, and the old page is drawn while leaving.) */
export function Redirect(options: NavigateOptions) {
  const navigate = useNavigate()
  const gone = useRef(false)
  useEffect(() => {
    if (gone.current) return
    gone.current = true
    void navigate({ ...options, replace: true })
  })
  return null
}
