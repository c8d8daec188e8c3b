//! The network's weights, checked against each other, and ready to multiply.

use crate::analysis::NameKind;
use crate::features::Features;
use crate::kernel::Packed;
use crate::labels::{Deprel, Upos};
use crate::lexicon::Lexicon;
use crate::model::{ModelError, ModelFile, wrong};

/// One recurrent layer: the recurrent products of both directions.
#[derive(Debug)]
pub(crate) struct Layer {
    /// Product of the layer's input for both directions: `[in, 6H]`, forward r, z, n, backward r, z, n.
    pub(crate) input: Packed,
    /// Recurrent product of each direction: `[H, 3H]`.
    pub(crate) recurrent: [Packed; 2],
    pub(crate) hidden: usize,
}

/// Scores of labels from the encoder's vectors, perhaps through a hidden layer.
#[derive(Debug)]
pub(crate) struct NameHead {
    pub(crate) hidden: Option<Packed>,
    pub(crate) out: Packed,
}

/// All weights.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) lexicon: Lexicon,
    pub(crate) types: Packed,
    pub(crate) layers: Vec<Layer>,
    pub(crate) upos: Packed,
    pub(crate) feats: Packed,
    pub(crate) arc_dependent: Packed,
    pub(crate) arc_head: Packed,
    pub(crate) arc_root: Vec<f32>,
    pub(crate) arc_bilinear: Packed,
    pub(crate) arc_head_bias: Vec<f32>,
    pub(crate) label_dependent: Packed,
    pub(crate) label_head: Packed,
    pub(crate) label_root: Vec<f32>,
    pub(crate) label_out: Packed,
    pub(crate) names: NameHead,
    pub(crate) labels: Labels,
}

/// The labels that scores stand for.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) upos: Vec<Upos>,
    pub(crate) feats: Vec<Features>,
    pub(crate) deprels: Vec<Deprel>,
    pub(crate) names: Vec<NameTag>,
}

/// A tag of the names head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameTag {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
    End(NameKind),
    Single(NameKind),
}

impl NameTag {
    fn read(label: &str) -> Option<Self> {
        let Some((position, kind)) = label.split_once('-') else {
            return (label == "O").then_some(Self::Outside);
        };
        let kind = match kind {
            "OTH" | "NORP" => NameKind::Other,
            other => NameKind::from_label(other)?,
        };
        Some(match position {
            "B" => Self::Begin(kind),
            "I" => Self::Inside(kind),
            "E" => Self::End(kind),
            "S" => Self::Single(kind),
            _ => return None,
        })
    }
}

impl Network {
    pub(crate) fn read(file: &ModelFile) -> Result<Self, ModelError> {
        let lexicon = Lexicon::read(file)?;
        let types = linear(file, "type", lexicon.width())?;
        let mut layers = Vec::new();
        let mut width = types.columns();
        while layers.is_empty() || file.has(&format!("gru.{}.fwd.w_in", layers.len())) {
            let layer = layer(file, layers.len(), width)?;
            width = 2 * layer.hidden;
            layers.push(layer);
        }
        let labels = Labels::read(file)?;
        let arc_dependent = linear(file, "arc.dep", width)?;
        let arcs = arc_dependent.columns();
        let label_dependent = linear(file, "label.dep", width)?;
        let inner = label_dependent.columns();
        let hidden = file
            .has("names.hidden.w")
            .then(|| linear(file, "names.hidden", width))
            .transpose()?;
        let names_width = hidden.as_ref().map_or(width, Packed::columns);
        let network = Self {
            upos: classes(file, "upos", width, labels.upos.len())?,
            feats: classes(file, "feats", width, labels.feats.len())?,
            arc_head: classes(file, "arc.head", width, arcs)?,
            arc_root: file.vector("arc.root", arcs)?,
            arc_bilinear: without_bias(file, "arc.u_bilinear", arcs, arcs)?,
            arc_head_bias: file.vector("arc.u_head", arcs)?,
            label_head: without_bias(file, "label.head.w", width, inner)?,
            label_root: file.vector("label.root", inner)?,
            label_out: classes(file, "label.out", inner, labels.deprels.len())?,
            names: NameHead {
                out: classes(file, "names", names_width, labels.names.len())?,
                hidden,
            },
            lexicon,
            types,
            layers,
            arc_dependent,
            label_dependent,
            labels,
        };
        Ok(network)
    }
}

/// `name.w` and `name.b`.
fn linear(file: &ModelFile, name: &str, inner: usize) -> Result<Packed, ModelError> {
    let (weights, columns) = file.matrix(&format!("{name}.w"), inner)?;
    let bias = file.vector(&format!("{name}.b"), columns)?;
    Ok(Packed::new(&weights, inner, columns, Some(&bias)))
}

fn classes(file: &ModelFile, name: &str, inner: usize, count: usize) -> Result<Packed, ModelError> {
    let packed = linear(file, name, inner)?;
    if packed.columns() == count {
        return Ok(packed);
    }
    Err(wrong(
        name,
        format!("has {} columns instead of {count}", packed.columns()),
    ))
}

fn without_bias(file: &ModelFile, name: &str, inner: usize, count: usize) -> Result<Packed, ModelError> {
    let (weights, columns) = file.matrix(name, inner)?;
    if columns != count {
        return Err(wrong(name, format!("has {columns} columns instead of {count}")));
    }
    Ok(Packed::new(&weights, inner, columns, None))
}

fn layer(file: &ModelFile, number: usize, width: usize) -> Result<Layer, ModelError> {
    let mut weights = vec![Vec::new(); width];
    let mut bias = Vec::new();
    let mut recurrent = Vec::new();
    let mut hidden = 0;
    for direction in ["fwd", "bwd"] {
        let name = |part: &str| format!("gru.{number}.{direction}.{part}");
        let (input, columns) = file.matrix(&name("w_in"), width)?;
        if columns % 3 != 0 || (hidden != 0 && columns != 3 * hidden) {
            return Err(wrong(&name("w_in"), format!("has {columns} columns")));
        }
        hidden = columns / 3;
        for (row, values) in weights.iter_mut().zip(input.chunks_exact(columns)) {
            row.extend_from_slice(values);
        }
        bias.extend(file.vector(&name("b_in"), columns)?);
        let (product, found) = file.matrix(&name("w_rec"), hidden)?;
        if found != columns {
            return Err(wrong(
                &name("w_rec"),
                format!("has {found} columns instead of {columns}"),
            ));
        }
        let recurrent_bias = file.vector(&name("b_rec"), columns)?;
        recurrent.push(Packed::new(&product, hidden, columns, Some(&recurrent_bias)));
    }
    let both = recurrent
        .try_into()
        .map_err(|_| wrong(&format!("gru.{number}"), "lacks a direction"))?;
    let input = Packed::new(&weights.concat(), width, 6 * hidden, Some(&bias));
    Ok(Layer {
        input,
        recurrent: both,
        hidden,
    })
}

impl Labels {
    fn read(file: &ModelFile) -> Result<Self, ModelError> {
        let header = &file.header;
        let unknown = |table, label: &String| ModelError::Label {
            table,
            label: label.clone(),
        };
        let labels = Self {
            upos: header
                .upos
                .iter()
                .map(|label| label.parse().map_err(|_| unknown("parts of speech", label)))
                .collect::<Result<_, _>>()?,
            feats: header
                .feats
                .iter()
                .map(|text| text.parse().unwrap_or_default())
                .collect(),
            deprels: header
                .deprels
                .iter()
                .map(|label| label.parse().map_err(|_| unknown("relations", label)))
                .collect::<Result<_, _>>()?,
            names: header
                .names
                .iter()
                .map(|label| NameTag::read(label).ok_or_else(|| unknown("name tags", label)))
                .collect::<Result<_, _>>()?,
        };
        for (table, empty) in [
            ("upos", labels.upos.is_empty()),
            ("feats", labels.feats.is_empty()),
            (
                "deprels",
                labels.deprels.iter().all(|&label| label == Deprel::Root),
            ),
            ("names", !labels.names.contains(&NameTag::Outside)),
        ] {
            if empty {
                return Err(wrong(table, "lacks a label that is needed"));
            }
        }
        Ok(labels)
    }
}
