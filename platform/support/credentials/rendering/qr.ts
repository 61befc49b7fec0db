import QRCode from 'qrcode'

/** A QR code (ISO/IEC 18004, level M) as one outline over a square of `size` cells, without its quiet zone. */
export function qrOutline(text: string): { size: number; path: string } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const rows = Array.from({ length: size }, (_, row) => {
    let path = ''
    for (let column = 0, end = 0; column < size; column = end + 1) {
      end = column
      if (!modules.get(row, column)) continue
      while (end + 1 < size && modules.get(row, end + 1)) end++
      path += `M${column} ${row}h${end - column + 1}v1h${column - end - 1}z`
    }
    return path
  })
  return { size, path: rows.join('') }
}
