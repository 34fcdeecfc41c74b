// How a page is built, without what is said on it: two that are built alike have the same faults or none.
//
// Left out are words, numbers (but which are the same as which), where links lead, what fields hold, how pictures are
// drawn, and of things beside one another that are built alike, all but the first three.
(() => {
  const KEPT = 3
  const SAID = new Set(["action", "alt", "aria-label", "content", "datetime", "download", "href", "placeholder", "src", "title", "value"])
  const DRAWN = new Set(["cx", "cy", "d", "dx", "dy", "height", "points", "r", "rx", "ry", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"])

  // To take away what is chosen would choose another.
  const CHOOSES = new Set(["datalist", "optgroup", "select"])

  // A number in these is no number: it says how a thing looks.
  const DRESSED = new Set(["class", "fill", "stroke", "style"])

  const attribute = (element, { name, value }) => {
    if (DRESSED.has(name)) return `${name}=${value.replace(/\d/g, (digit) => "abcdefghij"[digit])}`
    if (SAID.has(name)) return `${name}=${value && element.type !== "hidden" ? "x" : ""}`
    return element.namespaceURI.endsWith("svg") && DRAWN.has(name) ? "" : `${name}=${value}`
  }

  const built = (node, more) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "x" : ""
    if (node.nodeType !== Node.ELEMENT_NODE) return ""
    const alike = new Map()
    let within = ""
    for (const child of node.childNodes) {
      const one = built(child, more)
      const known = one.replace(/\d+/g, "0")
      const before = alike.get(known) ?? 0
      alike.set(known, before + 1)
      if (before < KEPT || !one.startsWith("<")) within += one
      else if (!CHOOSES.has(node.localName)) more.push(child)
    }
    const said = [...node.attributes].map((one) => attribute(node, one)).join(" ")
    return `<${node.localName} ${said}>${within}</>`
  }

  // {built: how, more: what is left out as it is built like others beside it}
  window.builtLike = () => {
    const more = []
    const numbers = new Map()
    const numbered = (found) => numbers.get(found) ?? (numbers.set(found, `#${numbers.size}`), numbers.get(found))
    return { built: built(document.documentElement, more).replace(/\d+/g, numbered), more }
  }

  // What axe finds in the page without what is built like others beside it, which is put back.
  window.faults = async (rules) => {
    const [focused, across, down] = [document.activeElement, window.scrollX, window.scrollY]
    const left = window.builtLike().more
    const places = left.map((one) => {
      const place = document.createComment("")
      one.replaceWith(place)
      return place
    })
    try {
      return await axe.run(document, { runOnly: rules, resultTypes: ["violations"] })
    } finally {
      left.forEach((one, at) => places[at].replaceWith(one))
      if (document.activeElement !== focused) focused.focus({ preventScroll: true })
      window.scrollTo(across, down)
    }
  }
})()
